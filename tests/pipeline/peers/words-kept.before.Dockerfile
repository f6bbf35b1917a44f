FROM debian:12
MAINTAINER "A B" <a@b.example>
ENV DEPS \
    gcc \
    make
ENV k a b
CMD ${HOME}/x & tail -f /dev/null
EXPOSE 80/TCP
