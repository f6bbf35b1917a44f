FROM example/base
RUN sudo apt-get update
RUN sudo rm -rf /var/x
