FROM hashicorp/terraform:1.8 AS tf
FROM alpine:3.19
COPY --from=tf /bin/terraform /usr/local/bin/
RUN apk add --no-cache bash git openssh aws-cli
ENTRYPOINT ["/bin/bash", "-c"]
CMD ["terraform plan"]
