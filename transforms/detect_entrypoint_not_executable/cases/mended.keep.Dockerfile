FROM debian:bookworm-slim AS one
COPY --chmod=0755 run.sh /run.sh
CMD ["/run.sh"]

FROM debian:bookworm-slim
COPY run.sh /usr/local/bin/
RUN chmod +x /usr/local/bin/*
CMD ["/usr/local/bin/run.sh"]
