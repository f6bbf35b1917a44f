FROM debian:12
RUN grep -q -- "-----BEGIN RSA PRIVATE KEY-----" /key.pem
RUN sed -n '/-----BEGIN PRIVATE KEY-----/,/-----END PRIVATE KEY-----/p' /bundle.pem > /key.pem
RUN printf -- '-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n' "$KEY" > /key.pem
ENV HEADER="-----BEGIN EC PRIVATE KEY-----"
