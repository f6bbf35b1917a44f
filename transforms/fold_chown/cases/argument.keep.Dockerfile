FROM debian:bookworm-slim
ARG UID=1000
COPY . /app
RUN chown -R $UID:$UID /app
