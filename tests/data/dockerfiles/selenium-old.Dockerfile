FROM selenium/standalone-chrome:3.141
USER root
RUN apt-get -qqy update && apt-get -qqy --no-install-recommends install fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
USER 1200
