FROM debian:12
ARG MODE=u=rwX,go=rX
COPY --chmod=+x a /
ADD --chown=1:1 --chmod=$MODE b /
