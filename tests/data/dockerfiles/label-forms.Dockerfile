FROM scratch
LABEL com.example.one="1" "com.example.two"="2" 'com.example.three'=3
LABEL legacy a value with blanks
LABEL multi="line one \
line two" \
      org.opencontainers.image.title=demo
LABEL "quoted name with blanks"="x"
