FROM debian:bookworm-slim
ADD tool.tar.gz /src
RUN apt-get update && apt-get install -y --no-install-recommends dkms gcc libc6-dev make
RUN make -C /src/tool install
CMD ["tool"]
