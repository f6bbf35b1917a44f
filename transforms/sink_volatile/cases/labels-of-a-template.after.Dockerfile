FROM debian:bookworm-slim

ENV LANG=C.UTF-8

RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /srv/site && chown www-data /srv/site

# what the image was built from
ARG BUILD_DATE
ARG VCS_REF
ARG VERSION
LABEL org.label-schema.build-date=${BUILD_DATE} \
      org.label-schema.vcs-ref=${VCS_REF} \
      org.label-schema.version=${VERSION:-dev}

COPY site /srv/site
CMD ["nginx", "-g", "daemon off;"]
