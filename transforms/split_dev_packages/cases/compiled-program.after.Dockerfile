FROM debian:bookworm-slim
ADD tool.tar.gz /src
RUN apt-get update && apt-get install -y libgomp1 libssl3 gcc libc6-dev make libssl-dev \
    && make -C /src/tool all && make -C /src/tool install && rm -rf /src \
    && apt-get purge -y --auto-remove gcc libc6-dev make libssl-dev
CMD ["tool"]
