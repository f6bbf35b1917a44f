from debian:bookworm
label org.opencontainers.image.authors="Jo <jo@example.org>"  
