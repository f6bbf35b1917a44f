FROM debian:bookworm-slim
RUN useradd app
COPY . /app
RUN chown -R app: /app
CMD ["/run"]
