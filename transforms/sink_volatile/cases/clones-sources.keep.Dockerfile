FROM debian:bookworm-slim
ARG GIT_COMMIT
RUN git clone --depth 1 https://example.com/app.git /app
RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
LABEL org.opencontainers.image.revision=$GIT_COMMIT
