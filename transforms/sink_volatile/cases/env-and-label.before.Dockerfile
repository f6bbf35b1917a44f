FROM debian:bookworm-slim
ARG GIT_SHA
ENV GIT_SHA=$GIT_SHA
LABEL revision=$GIT_SHA
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
COPY app /app
CMD ["/app/run"]
