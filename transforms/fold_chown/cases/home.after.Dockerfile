FROM debian:bookworm-slim
RUN useradd -m app
WORKDIR /home/app
COPY --chown=app:app . .
RUN chown app:app /home/app
