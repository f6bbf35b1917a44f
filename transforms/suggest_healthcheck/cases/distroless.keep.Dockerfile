FROM gcr.io/distroless/static-debian12
EXPOSE 8080
CMD ["/app"]
