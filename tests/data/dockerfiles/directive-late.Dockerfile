# built by CI
# escape=`
FROM alpine
RUN echo c:\ && \
    echo still a backslash
