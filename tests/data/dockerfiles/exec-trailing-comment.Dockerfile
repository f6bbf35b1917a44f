FROM busybox
ENTRYPOINT ["/bin/app"] # the program
CMD ["--help"]
