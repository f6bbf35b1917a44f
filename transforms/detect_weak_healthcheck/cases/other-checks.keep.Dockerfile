FROM node:22
HEALTHCHECK CMD curl -s localhost | grep ok
FROM node:22
HEALTHCHECK CMD curl -s -o /dev/null -w '%{http_code}' localhost
FROM node:22
HEALTHCHECK CMD ["sh", "-c", "curl localhost"]
FROM node:22
HEALTHCHECK CMD ./check.sh curl localhost
