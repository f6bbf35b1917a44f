FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
ARG GIT_SHA
ENV GIT_SHA=$GIT_SHA
LABEL revision=$GIT_SHA
COPY app /app
CMD ["/app/run"]
