ARG BASE=debian:bookworm-slim
FROM $BASE
COPY . /app
RUN chown -R 1000:1000 /app
