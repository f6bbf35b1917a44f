FROM debian:bookworm
RUN useradd x \
	&& mkdir y
RUN apt-get update \
	&& apt-get install -y --no-install-recommends \
		curl \
        && ls \
        && rm -rf /var/lib/apt/lists/*
RUN --mount=type=tmpfs,target=/var/log \
  apt-get update && apt-get install -y --no-install-recommends \
  jq \
  vim \
  && rm -rf /var/lib/apt/lists/*
RUN set -eux; \
      apt-get update; \
      apt-get install -y --no-install-recommends \
        git; \
      rm -rf /var/lib/apt/lists/*
RUN apt-get update \
  && { apt-get install -y --no-install-recommends gnupg \
          && ls; } \
  && rm -rf /var/lib/apt/lists/*
