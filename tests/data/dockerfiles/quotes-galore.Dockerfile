FROM alpine
RUN echo "it's" 'a "test"' \"bare\" `date` $(echo "nested $(echo 'deep')")
RUN awk 'BEGIN { printf "%s\n", "a\\b" }' && sed -e 's/\\/\//g' -e "s/'/\"/" /etc/passwd
RUN printf '%s\n' "multi \
line" 'single \
line'
