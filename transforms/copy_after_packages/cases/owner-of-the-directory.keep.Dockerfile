FROM debian:bookworm
COPY --chown=1000:1000 src /app
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
USER 1000
CMD ["/app/run"]
