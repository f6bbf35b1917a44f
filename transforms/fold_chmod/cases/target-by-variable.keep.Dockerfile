FROM debian:bookworm
ARG D
COPY a.sh $D/a.sh
RUN chmod 755 $D/a.sh && chmod 755 /a.sh
