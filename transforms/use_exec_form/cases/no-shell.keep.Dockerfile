FROM gcr.io/distroless/base
CMD python a.py

FROM scratch
ENTRYPOINT nginx
