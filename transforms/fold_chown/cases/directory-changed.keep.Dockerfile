FROM debian:bookworm-slim
COPY . /app
RUN cd / && chown -R 1000:1000 app
