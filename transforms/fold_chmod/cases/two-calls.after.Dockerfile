FROM debian:bookworm
COPY --chmod=700 a.sh /a.sh
COPY --chmod=600 b.conf /etc/b.conf
CMD ["x"]
