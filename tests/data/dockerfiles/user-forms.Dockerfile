FROM busybox
USER root
USER "${APP_USER:-nobody}"
USER 0:0
WORKDIR "/with quotes"
