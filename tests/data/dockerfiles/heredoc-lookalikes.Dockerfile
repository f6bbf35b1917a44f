FROM debian:12
RUN grep root <<< "$(cat /etc/passwd)" || true
RUN echo $((1<<4)) "<<EOF" '<<EOF'
RUN cat > /usage <<-\END
	usage: none
	END
CMD ["true"]
