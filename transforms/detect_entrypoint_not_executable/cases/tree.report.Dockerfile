FROM debian:bookworm-slim
COPY . /app
CMD ["/app/bin/run", "--all"]
