# What a wrong transform could leave: a program is gone, and nothing but the file system tells.
FROM debian:12
RUN date +%N > /etc/stamp
COPY note.txt /note.txt
CMD ["sleep", "60"]
