FROM debian:bookworm-slim
ADD tool.tar.gz /src
RUN apt-get update && apt-get install -y gcc libc6-dev make libssl-dev
RUN make -C /src/tool all && make -C /src/tool install && rm -rf /src
CMD ["tool"]
