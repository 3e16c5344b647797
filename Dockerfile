# Serves any of the three processes: worker (the default), api, or the one-shot `topics apply`.
FROM python:3.11-slim AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# Some dependency may have no wheel for this platform; the compiler stays in this stage.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv /opt/scanner
ENV PATH=/opt/scanner/bin:$PATH

WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY model_core model_core
COPY stream_scanner stream_scanner
COPY training training
# Neither torch nor anything else of training: only the extras that serve.
RUN pip install ".[cpu,api]"

FROM python:3.11-slim

RUN groupadd --gid 10001 scanner \
    && useradd --uid 10001 --gid scanner --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin scanner
COPY --from=build /opt/scanner /opt/scanner
COPY models /app/models

ENV PATH=/opt/scanner/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SCANNER_BUNDLE=/app/models \
    SCANNER_HEALTH_PORT=8080

WORKDIR /app
USER scanner
EXPOSE 8000 8080
# The worker's. The api listens elsewhere and is asked with --url.
HEALTHCHECK --interval=10s --timeout=8s --start-period=60s --retries=3 CMD ["stream-scanner", "health"]
# The worker drains within 25 seconds of SIGTERM; stop it with a longer grace period than that.
STOPSIGNAL SIGTERM
ENTRYPOINT ["stream-scanner"]
CMD ["worker"]
