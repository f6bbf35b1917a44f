FROM debian:12
ENV A="1 # c" B=a\ #b C=x#y
ENV D "1 # c"
WORKDIR /app#1
USER a#b
LABEL x='# y'
RUN echo "a # b \
   c" && echo a\ #b \
   && echo c
