FROM debian:bookworm-slim
RUN apt ins\
tall -y jq && ap\
t update
