FROM alpine
RUN echo a \
    # first \
    # second \
    && echo b
# a comment \
CMD ["x"]
