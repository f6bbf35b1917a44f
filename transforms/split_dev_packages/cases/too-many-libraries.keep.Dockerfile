FROM debian:bookworm-slim
ADD tool.tar.gz /src
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libboost-all-dev
RUN make -C /src/tool install
CMD ["tool"]
