FROM debian:bookworm-slim
RUN --mount=type=secret,id=auth,target=/etc/apt/auth.conf apt-get update && apt-get install -y curl vim
