ARG VARIANT
FROM python:${VARIANT:-3.12-slim}
FROM ${REGISTRY:+mirror.example.org/}library/alpine AS tail
RUN true
