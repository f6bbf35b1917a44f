FROM debian:bookworm-slim
COPY . /app
COPY --chmod=0755 run.sh /app/
CMD ["/app/run.sh"]
