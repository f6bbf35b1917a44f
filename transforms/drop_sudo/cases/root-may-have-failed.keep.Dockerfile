FROM example/base
RUN apt-get update || true
RUN sudo rm -rf /var/x
