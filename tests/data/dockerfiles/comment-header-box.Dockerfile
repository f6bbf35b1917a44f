###############################################
# Build: docker build -t tool .
# Run:   docker run --rm tool
###############################################
FROM alpine:3.19

#RUN echo disabled
RUN echo enabled #not disabled

#CMD ["old"]
CMD ["new"]
