FROM debian:bookworm-slim
COPY . /app
RUN chown -R :staff /app
CMD ["/run"]
