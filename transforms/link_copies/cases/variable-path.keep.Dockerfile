FROM debian:bookworm-slim
ARG HOME_OF_APP
COPY app ${HOME_OF_APP}/
