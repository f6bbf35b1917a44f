FROM quay.io/example/app:1
USER app
RUN sudo dnf install -y nginx && sudo dnf clean all
