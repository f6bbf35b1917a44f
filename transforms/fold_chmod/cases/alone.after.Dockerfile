FROM debian:bookworm
COPY --chmod=755 run.sh /run.sh
CMD ["/run.sh"]
