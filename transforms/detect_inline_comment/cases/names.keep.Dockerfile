FROM debian:12
COPY #a# /b
COPY a #b
ENV COLOR #fff
ENV TITLE Issue #5
