FROM ubuntu:24.04
COPY <<first.txt <<-second.txt <<"third file" /notes/
one
first.txt
	two
	second.txt
CMD never
third file
RUN ls /notes
