FROM debian:bookworm
RUN useradd x \
	&& mkdir y
RUN apt-get update \
	&& apt-get install -y --no-install-recommends \
		curl \
        && ls
RUN --mount=type=tmpfs,target=/var/log \
  apt-get update && apt-get install -y --no-install-recommends \
  jq \
  vim
RUN set -eux; \
      apt-get update; \
      apt-get install -y --no-install-recommends \
        git
RUN apt-get update \
  && { apt-get install -y --no-install-recommends gnupg \
          && ls; }
