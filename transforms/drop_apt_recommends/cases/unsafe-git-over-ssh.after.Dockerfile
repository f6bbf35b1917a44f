FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates openssh-client git
RUN git clone git@git.example.org:team/app.git
