from debian:bookworm
maintainer  'Jo <jo@example.org>'  
