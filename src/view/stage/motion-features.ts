// The second half of the motion package, in its own file so that it is fetched after the page can be used.
export { domAnimation as default } from 'framer-motion';
